export { runSimulation, scenarioView } from './run-simulation.ts';
