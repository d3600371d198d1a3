"""The board on the wall: the front page and a place's page. It reads every room and owns nothing."""
