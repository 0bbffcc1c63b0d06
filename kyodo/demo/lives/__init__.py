"""What happens in a case, one file for each room of the cycle: each life names its moments and then acts."""
