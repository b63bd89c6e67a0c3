"""What must hold between the files of the handbook; each rule yields mistakes with their places, none stops at the first."""
