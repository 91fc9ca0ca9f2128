import type { ReactNode } from 'react';

function Icon({ path }: { path: string }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export const GoToIcon = () => <Icon path="M3.5 5h13M3.5 10h5M3.5 15h5M11.5 12.5H17M14.5 10l2.5 2.5-2.5 2.5" />;
export const PlusIcon = () => <Icon path="M10 4v12M4 10h12" />;
export const ListIcon = () => <Icon path="M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.5 5.5h.01M3.5 10h.01M3.5 14.5h.01" />;
export const CloseIcon = () => <Icon path="M5 5l10 10M15 5 5 15" />;
export const DownIcon = () => <Icon path="m5.5 8 4.5 4.5L14.5 8" />;
export const PulseIcon = () => <Icon path="M2.5 10.5h3l2-5.5 3.5 10 2.5-6.5 1 2h3" />;
export const PeopleIcon = () => (
  <Icon path="M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5a5.5 5.5 0 0 1 11 0M13 4a3 3 0 0 1 0 5.5M15 12.5a5 5 0 0 1 3 4" />
);
export const SettingsIcon = () => (
  <Icon path="M3 6h7.8M15.2 6H17M13 3.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4ZM3 14h1.8M9.2 14H17M7 11.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z" />
);
export const LeaveIcon = () => (
  <Icon path="M8 3.5H5a1.5 1.5 0 0 0-1.5 1.5v10A1.5 1.5 0 0 0 5 16.5h3M8 10h8.5M13 6.5l3.5 3.5-3.5 3.5" />
);
