"""Rolebook turns YAML role files into a browsable site and printable PDF handbooks."""

__version__ = "0.1.0"
