"""Each new concern is located, triaged and given a topic; at night the clusters are found anew."""
