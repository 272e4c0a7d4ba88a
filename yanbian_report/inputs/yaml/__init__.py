"""YAML: the data file as people type it, with the place of every value and all that is wrong with it in one pass."""

from yanbian_report.inputs.yaml.read import read, understand

SUFFIXES = (".yaml",)
__all__ = ["SUFFIXES", "read", "understand"]
