package sentinel.producers;
