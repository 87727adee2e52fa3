"""What a user can do: load, step, save."""
