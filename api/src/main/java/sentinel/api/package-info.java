package sentinel.api;
