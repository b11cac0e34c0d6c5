import { Component, type ReactNode } from 'react';

interface HeldProps {
  /** What is said where the part cannot be drawn. */
  instead: string;
  children: ReactNode;
}

/**
 * A part that takes nothing else of the page along when it cannot be drawn: charts come in a file of their own, which
 * is gone once Relais was updated while the page stood open.
 */
export class Held extends Component<HeldProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    const { instead, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <p role="alert" className="notice refused">
        {instead}
      </p>
    );
  }
}
