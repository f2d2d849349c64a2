package sentinel.simulator;
