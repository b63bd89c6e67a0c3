"""The editor: forms for who knows what the handbook should say and does not write YAML; ``make bewerk``."""
