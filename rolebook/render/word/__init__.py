"""Views as Word documents (DOCX): the only place that knows python-docx."""
