package sentinel.bronze;
