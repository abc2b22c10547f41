"""Parts of make_ground.py."""
