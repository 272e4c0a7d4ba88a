"""The tables of the final accounts in a workbook: which sheet is which, what stands in it, what the report takes of it.

``read`` makes tables of sheets, ``stored`` keeps them, ``readings`` says what of them belongs where in a data file.
``catalogue`` says what tables there are, ``names`` what their rows and columns are called, for whoever prints or checks
them.
"""
