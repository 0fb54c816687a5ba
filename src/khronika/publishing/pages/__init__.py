"""The chronicle as pages that open off the disk."""
