"""A draft answer assembled from what advisers replied, each sentence with the replies it came from."""
