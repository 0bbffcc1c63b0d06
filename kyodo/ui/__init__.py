"""The look and the manners of every page: frame, components, forms, and how an answer is given."""
