package sentinel.parser;
