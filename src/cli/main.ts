#!/usr/bin/env node
import { heedClosedPipes } from './closed-pipe.js';
import { ownProcess } from './leave-soon.js';
import { runCommand } from './program.js';

heedClosedPipes();
ownProcess();
await runCommand(process.argv.slice(2));
