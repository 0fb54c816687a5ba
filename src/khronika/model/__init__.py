"""The nouns: frozen, typed, standard library only, one a file."""
