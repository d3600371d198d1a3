"""What one can do, where and when: places, interests, activities, their days, the programme file and the feeds."""
