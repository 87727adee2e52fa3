"""What is asked of the model, and what is accepted from it."""
