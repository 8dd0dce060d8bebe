#!/usr/bin/env node
import { heedClosedPipes } from './output/closed-pipe.js';
import { ownProcess } from './load/leave-soon.js';
import { runCommand } from './program.js';

heedClosedPipes();
ownProcess();
await runCommand(process.argv.slice(2));
