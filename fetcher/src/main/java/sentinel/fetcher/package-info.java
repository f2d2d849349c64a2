package sentinel.fetcher;
