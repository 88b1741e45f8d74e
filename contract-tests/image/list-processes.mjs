// Runs inside the image: prints all processes but its own, zombies included, as any of the user's can see the others.
import { readdirSync, readFileSync } from 'node:fs';

const pids = readdirSync('/proc').map(Number);
const processes = pids
  .filter((pid) => pid > 0 && pid !== process.pid)
  .flatMap((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1];
      const isZombie = field('State').startsWith('Z');
      return [
        {
          pid,
          isZombie,
          name: field('Name'),
          uid: Number(field('Uid').split('\t')[0]),
          capabilities: ['CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map(field),
          hasNoNewPrivileges: field('NoNewPrivs') === '1',
          environment: isZombie ? '' : readFileSync(`/proc/${pid}/environ`, 'latin1'),
        },
      ];
    } catch (error) {
      // It ended while it was looked at.
      if (['ENOENT', 'ESRCH'].includes(error.code)) return [];
      throw error;
    }
  });
console.log(JSON.stringify(processes));
