"""What the area plugs into the engines below it."""
