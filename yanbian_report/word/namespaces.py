"""Namespaces of the XML in a Word file."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFF = ("0", "false", "off")  # what an attribute of something that is on or off says when it is off
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
