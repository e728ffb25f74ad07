"""What does not hold in a returned form as a sheet: altered, shifted, lost, or showing something else than it stores."""
