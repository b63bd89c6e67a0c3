"""Making files and publishing them: what a file is made from, when it is made again, and the one step in which a site changes."""
