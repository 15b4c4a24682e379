"""Tables as files for spreadsheets: the only package that writes XLSX and CSV of people."""
