package sentinel.endtoend;
