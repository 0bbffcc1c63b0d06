"""What is asked of a group, of the desk, and of an existing register."""
