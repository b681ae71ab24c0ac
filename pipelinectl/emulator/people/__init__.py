"""Users, teams and skills, and the pages that set them."""
