"""Many runs: designed, fought on any number of threads, stored, resumed."""
