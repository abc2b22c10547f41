"""What happens in a day: one kernel a phase, no files, no names of this war."""
