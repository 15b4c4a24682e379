"""Reading: YAML files with places become frozen models, and these one catalogue."""
