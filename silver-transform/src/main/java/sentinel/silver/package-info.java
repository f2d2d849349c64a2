package sentinel.silver;
