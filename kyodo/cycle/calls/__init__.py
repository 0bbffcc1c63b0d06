"""制度と募集回: what kinds of proposals the city asks for, in which year, on which terms; and the themes of its sections."""
