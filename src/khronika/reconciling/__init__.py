"""CLAIMS -> INCIDENTS, TALLIES, GRADES, PEOPLE: what is said, side by side, never added up to more."""
