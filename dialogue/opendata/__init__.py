"""Open data: the published counts and answers as files, with a description that machines read."""
