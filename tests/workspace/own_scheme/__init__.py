"""What is printed in one go."""
