"""What someone else decides: a seat for a person or an agent."""
