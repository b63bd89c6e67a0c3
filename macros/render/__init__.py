"""From an edition to HTML: each noun has a template of its own in ``templates/``."""
