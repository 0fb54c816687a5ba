"""CLAIMS -> PEOPLE: who is one human being across claims, and what is said to have befallen them."""
