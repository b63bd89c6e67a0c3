"""What keeps a handbook in order over the years, and begins a new one."""
