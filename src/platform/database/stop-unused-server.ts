// Run on its own by a process that ends without having closed its database: stops the server of the folder if nobody uses it.
import { stopUnusedServer } from './embedded-server.ts';

await stopUnusedServer(process.argv[2]);
