"""Workbooks: files of spreadsheets, whichever program saved them, as sheets of plain values."""
