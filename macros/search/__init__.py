"""What can be found, and the index in which a browser finds it."""
