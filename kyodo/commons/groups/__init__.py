"""団体登録: the register of groups that act in the city, kept by themselves and checked by the desk."""
