package sentinel.dlq;
