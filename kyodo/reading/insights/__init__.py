"""What the numbers say about collaboration in this city: for everybody, and case by case for officers."""
