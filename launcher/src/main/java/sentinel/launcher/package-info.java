package sentinel.launcher;
