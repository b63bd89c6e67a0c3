"""What the handbook is made of: the model and its marks, the Markdown of its texts, days, the Dutch of its words."""
